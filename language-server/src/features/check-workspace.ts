import { checkWorkspace as check } from '../answers/check-workspace.ts';
import { answer, type Feature } from '../feature.ts';
import { CheckWorkspaceRequest } from '../requests.ts';

/** Findings of the whole workspace, counted. */
export const checkWorkspace: Feature = {
  name: 'check workspace',
  capabilities: () => ({ experimental: { tsk: { checkWorkspace: true } } }),
  requests: [answer(CheckWorkspaceRequest, null, (_params, context) => check(context))],
};
