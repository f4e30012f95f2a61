/** Noise between -1 and 1 that is the same each time: the fraction of a sine, as shaders make it. */
export function noise(index: number): number {
  const value = Math.sin(index * 12.9898) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}
