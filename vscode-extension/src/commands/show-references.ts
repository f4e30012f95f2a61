import * as vscode from 'vscode';
import type { ProtocolRange } from '../client/session.ts';
import type { Command } from './command.ts';

type ProtocolPosition = ProtocolRange['start'];
type ProtocolLocation = { readonly uri: string; readonly range: ProtocolRange };

/** What the code lens above a variable does: it comes with a URI, a position and locations, as the protocol writes them. */
export const showReferences: Command = {
  id: 'tsk.showReferences',
  run: ({ session }, uri, position, locations) => {
    const { line, character } = position as ProtocolPosition;
    const places = (locations as readonly ProtocolLocation[]).map((place) => session.placeOf(place));
    return vscode.commands.executeCommand(
      'editor.action.showReferences',
      vscode.Uri.parse(String(uri), true),
      new vscode.Position(line, character),
      places,
    );
  },
};
