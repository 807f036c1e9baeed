/** The few colours agx uses, and the same functions without colour. Never applied to data, only to words around it. */

/** Functions that dress a text. */
export interface Palette {
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
}

/** Colours, or none. */
export function paletteFor(colour: boolean): Palette {
  const dress = (open: number, close: number) => (text: string) =>
    colour && text !== '' ? `\x1b[${open}m${text}\x1b[${close}m` : text
  return {
    dim: dress(2, 22),
    bold: dress(1, 22),
    red: dress(31, 39),
    green: dress(32, 39),
    yellow: dress(33, 39),
    cyan: dress(36, 39),
  }
}
