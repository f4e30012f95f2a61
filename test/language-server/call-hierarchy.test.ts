import { expect, it } from 'vitest';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
} from 'vscode-languageserver';
import { callHierarchy } from '../../language-server/src/features/call-hierarchy.ts';
import { marker, show, withServer } from './ask.ts';

const files = {
  'a.tsk': '@include "sub/b.tsk"\n',
  'sub/b.tsk': '@include "../c.tsk"\n[s]\n@include "missing.tsk"\n@include "../c<|>.tsk"\n[x',
  'c.tsk': 'x = 1\n',
};

it('shows which files include which', async () => {
  await withServer({ files, features: [callHierarchy] }, async (server) => {
    const prepared = await server.request(CallHierarchyPrepareRequest.type, marker(server, files));
    expect(prepared?.map(({ name }) => name)).toEqual(['c.tsk']);
    const [item] = prepared ?? [];
    if (item === undefined) throw new Error('nothing prepared');
    const incoming = await server.request(CallHierarchyIncomingCallsRequest.type, { item });
    expect(incoming?.map(({ from, fromRanges }) => [from.name, from.detail, fromRanges.map(show)])).toEqual([
      ['b.tsk', 'sub/', ['0:9-19', '3:9-19']],
    ]);
    const [caller] = incoming ?? [];
    if (caller === undefined) throw new Error('nobody includes it');
    const outgoing = await server.request(CallHierarchyOutgoingCallsRequest.type, { item: caller.from });
    expect(outgoing?.map(({ to, fromRanges }) => [to.name, fromRanges.length])).toEqual([['c.tsk', 2]]);
    const above = await server.request(CallHierarchyIncomingCallsRequest.type, { item: caller.from });
    expect(above?.map(({ from }) => from.name)).toEqual(['a.tsk']);
  });
});

it('begins with the file itself where there is no include', async () => {
  await withServer({ files, features: [callHierarchy] }, async (server) => {
    const at = { textDocument: { uri: server.uri('c.tsk') }, position: { line: 0, character: 0 } };
    const prepared = await server.request(CallHierarchyPrepareRequest.type, at);
    expect(prepared?.map(({ name }) => name)).toEqual(['c.tsk']);
  });
});
