import { describe, expect, it } from 'vitest';
import { SignatureHelpRequest } from 'vscode-languageserver';
import { signatureHelp } from '../../language-server/src/features/signature-help.ts';
import { askAt } from './ask.ts';

describe('signature help', () => {
  const rows: readonly (readonly [where: string, text: string, called: RegExp | undefined, active: number])[] = [
    ['at the first argument', 'k = @string.upper(<|>)', /^@string\.upper\(text\)/, 0],
    ['at the second', 'k = @string.replace("a", <|>)', /^@string\.replace\(/, 1],
    ['behind commas in a text', 'k = @string.replace("a,b,c"<|>)', /^@string\.replace\(/, 0],
    ['behind commas in a list', 'k = @array.join([1, 2, 3], <|>', /^@array\.join\(/, 1],
    ['in an inner call', 'k = @string.replace(@string.upper(<|>), "b")', /^@string\.upper\(/, 0],
    ['behind an inner call', 'k = @string.replace(@string.upper("x"), <|>', /^@string\.replace\(/, 1],
    ['in parentheses of an argument', 'k = @if((1 + <|>2) > 2, 1, 2)', /^@if\(/, 0],
    ['in a call that is not closed', 'k = @env("PORT", <|>\nother = 1', /^@env\(/, 1],
    ['in a call over lines', 'k = @env(\n  "PORT",\n  <|>\n)', /^@env\(/, 1],
    ['in a text', 'k = "x-${@string.upper(<|>)}"', /^@string\.upper\(/, 0],
    ['behind a call', 'k = @string.upper("a")<|>', undefined, 0],
    ['in the call of a function that is not known', 'k = @string.nothing(<|>)', undefined, 0],
    ['outside of calls', 'k = (1 + <|>2)', undefined, 0],
  ];
  it.each(rows)('%s', async (_where, text, called, active) => {
    const found = await askAt(signatureHelp, SignatureHelpRequest.type, { 'a.tsk': text });
    const [signature] = found?.signatures ?? [];
    if (called === undefined) expect(found).toBeNull();
    else expect(signature?.label).toMatch(called);
    if (called !== undefined) expect(found?.activeParameter).toBe(active);
  });

  it('stays at a last parameter that repeats', async () => {
    const found = await askAt(signatureHelp, SignatureHelpRequest.type, { 'a.tsk': 'k = @math.max(1, 2, 3, <|>)' });
    const [signature] = found?.signatures ?? [];
    expect(found?.activeParameter).toBe((signature?.parameters?.length ?? 0) - 1);
    expect(signature?.label).toContain('...');
  });

  it('explains its parameters', async () => {
    const found = await askAt(signatureHelp, SignatureHelpRequest.type, { 'a.tsk': 'k = @env(<|>)' });
    expect(JSON.stringify(found?.signatures[0]?.parameters)).toContain('Name of the variable');
  });
});
