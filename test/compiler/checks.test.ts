import { type Analysis, checks } from '@tsk/compiler';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf, type Texts } from './analyze-texts.ts';
import { balancing } from './check-rows/balancing.ts';
import { caches } from './check-rows/caches.ts';
import { certificates } from './check-rows/certificates.ts';
import { files } from './check-rows/files.ts';
import { forecasts } from './check-rows/forecasts.ts';
import { limits } from './check-rows/limits.ts';
import { scaling } from './check-rows/scaling.ts';
import { servers } from './check-rows/servers.ts';
import { sampleCertificates } from './sample-certificates.ts';

function analyzeRow(example: string | Texts): Analysis {
  const texts = typeof example === 'string' ? { 'a.tsk': example } : example;
  return analyzeTexts(texts, { certificates: sampleCertificates });
}

function codesFor(example: string | Texts): readonly string[] {
  return codesOf(analyzeRow(example));
}

describe.each([
  ['scaling', scaling],
  ['forecasts', forecasts],
  ['balancing', balancing],
  ['caches', caches],
  ['the server and the service', servers],
  ['certificates', certificates],
  ['limits', limits],
  ['files', files],
])('the checks of %s', (_, rows) => {
  it.each(rows)('%s is found in\n%s\nand not in\n%s', (code, found, silent) => {
    expect(codesFor(found)).toContain(code);
    expect(codesFor(silent)).not.toContain(code);
    // A configuration that is not understood is not checked: its silence would say nothing.
    const { diagnostics } = analyzeRow(silent);
    expect(diagnostics.filter((other) => other.severity === 'error' && !other.code.startsWith('TSK5'))).toEqual([]);
  });
});

describe('the checks', () => {
  it('are tried by a row each, but for those that others tests are about', () => {
    const tried = new Set(
      [scaling, forecasts, balancing, caches, servers, certificates, limits, files].flat().map(([code]) => code),
    );
    const elsewhere = /^TSK51(?:02|07|09|1[0-4]|16|18)$/;
    const codes = checks.flatMap(({ kinds }) => kinds.map(({ code }) => code));
    expect(codes.filter((code) => !tried.has(code) && !elsewhere.test(code))).toEqual([]);
  });
});

describe('scale-up that full load does not reach', () => {
  it('says where no load at all makes the service grow', () => {
    const { diagnostics } = analyzeTexts({
      'a.tsk':
        '[auto_scaling]\nscoring = "weighted_excess"\n[auto_scaling.metrics]\ncpu_utilization = { threshold_high = 70 }\n',
    });
    expect(diagnostics[0]?.message).toContain('is 0.429');
    expect(diagnostics[0]?.message).toContain('no load makes the service grow');
  });
});
