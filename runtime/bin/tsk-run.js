#!/usr/bin/env node
// Kept to syntax that any Node since 14 can read, so that an old one gets this message and not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `tsk-run needs Node 22.19 or newer; this is ${process.version} (${process.execPath}). ` +
      'Install a newer Node from https://nodejs.org, or put one first on the PATH.',
  );
  process.exitCode = 1;
} else {
  import('../dist/tsk-run.js').catch((error) => {
    const isMissing = error.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes('tsk-run.js');
    console.error(isMissing ? 'tsk-run has not been built yet; run `npm run build` first.' : error);
    process.exitCode = 1;
  });
}
