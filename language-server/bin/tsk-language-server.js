#!/usr/bin/env node
// A Node that is too old has to get as far as the message: only syntax that the first versions with modules know.
const parts = process.versions.node.split('.');
const major = Number(parts[0]);
const minor = Number(parts[1]);

if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `tsk-language-server needs Node 22.19 or newer; this is v${process.versions.node} (${process.execPath}).`,
  );
  process.exitCode = 2;
} else {
  import('node:module').then((module) => {
    // Compiled code is kept between starts: an editor starts a server often, and waits for it.
    if (module.enableCompileCache) module.enableCompileCache();
    return import('../dist/server.js');
  });
}
