import { SignatureHelpRequest } from 'vscode-languageserver';
import { findCall } from '../completion/find-call.ts';
import { answer, type Feature } from '../feature.ts';
import { describeOperator, findFunction, writeParameter, writeSignature } from '../hover/describe-operator.ts';
import { toMarkup } from '../hover/to-markup.ts';

/** Shows the parameters of an operator while it is called, and which of them the cursor is at. */
export const signatureHelp: Feature = {
  name: 'signature-help',
  capabilities: () => ({ signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [')'] } }),
  requests: [
    answer(SignatureHelpRequest.type, null, ({ textDocument, position }, { workspace, client }) => {
      const document = workspace.findDocument(textDocument.uri);
      const call = document && findCall(document.tree, document.offsetAt(position));
      const called = call && findFunction(call.name, call.method);
      if (call === undefined || called === undefined) return null;
      const formats = client.textDocument?.signatureHelp?.signatureInformation?.documentationFormat;
      const { parameters } = called;
      const named = parameters.findIndex(({ name }) => name === call.named);
      const last = parameters.length - 1;
      const isRepeated = parameters[last]?.repeats === true;
      const counted = call.index > last && isRepeated ? last : call.index;
      const active = named >= 0 ? named : counted;
      const documentation = describeOperator(call.name, call.method) ?? '';
      const [, about = ''] = documentation.split('\n```\n\n');
      return {
        signatures: [
          {
            label: writeSignature(call.name, called),
            documentation: toMarkup(about, formats),
            parameters: parameters.map((parameter) => ({
              label: writeParameter(parameter),
              documentation: toMarkup(`${parameter.type}: ${parameter.description}`, formats),
            })),
            activeParameter: active,
          },
        ],
        activeSignature: 0,
        activeParameter: active,
      };
    }),
  ],
};
