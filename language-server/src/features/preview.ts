import type { Position } from 'vscode-languageserver';
import { findKeyAt } from '../answers/find-key-at.ts';
import { listChoices } from '../answers/list-choices.ts';
import { makeBalancingPicture, makeCachePicture, makeScalingPicture } from '../answers/make-picture.ts';
import { makePreview } from '../answers/make-preview.ts';
import { makePreviewData } from '../answers/make-preview-data.ts';
import {
  readBalancingParams,
  readCacheParams,
  readDataParams,
  readScalingParams,
  readWriteParams,
} from '../answers/read-picture-params.ts';
import { isRecord, refuseParams } from '../answers/refuse-params.ts';
import { writeSettings } from '../answers/write-settings.ts';
import { answer, type Feature } from '../feature.ts';
import {
  BalancingPictureRequest,
  CachePictureRequest,
  KeyAtRequest,
  PreviewChoicesRequest,
  PreviewDataRequest,
  PreviewRequest,
  ScalingPictureRequest,
  WriteSettingsRequest,
} from '../requests.ts';

/** Previews of a configuration for an editor that draws them, and what ties them to the text. */
export const preview: Feature = {
  name: 'preview',
  capabilities: () => ({ experimental: { tsk: { preview: true } } }),
  requests: [
    answer(PreviewRequest, null, makePreview),
    answer(ScalingPictureRequest, null, (given: unknown, context) =>
      makeScalingPicture(readScalingParams(given), context),
    ),
    answer(BalancingPictureRequest, null, (given: unknown, context) =>
      makeBalancingPicture(readBalancingParams(given), context),
    ),
    answer(CachePictureRequest, null, (given: unknown, context) => makeCachePicture(readCacheParams(given), context)),
    answer(PreviewDataRequest, null, (given: unknown, context) => makePreviewData(readDataParams(given), context)),
    answer(WriteSettingsRequest, null, (given: unknown, context) => writeSettings(readWriteParams(given), context)),
    answer(PreviewChoicesRequest, null, () => listChoices()),
    answer(KeyAtRequest, null, (given: unknown, { workspace }) => {
      if (isRecord(given) && typeof given['uri'] === 'string' && isPosition(given['position'])) {
        return findKeyAt(workspace, { uri: given['uri'], position: given['position'] });
      }
      return refuseParams('tsk/keyAt takes an object with `uri` and `position`.');
    }),
  ],
};

function isPosition(value: unknown): value is Position {
  return isRecord(value) && typeof value['line'] === 'number' && typeof value['character'] === 'number';
}
