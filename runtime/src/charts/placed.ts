import type { SettingPlace } from '../simulate/place.ts';

/** The member `place` of a part of a picture, or none where no setting is known for it. */
export function placed(place: SettingPlace | undefined): { readonly place?: SettingPlace } {
  return place === undefined ? {} : { place };
}
