/**
 * Lighter and darker shades of a colour, perceptually even for every hue: in Oklch (Björn Ottosson, 2020).
 */

/** @typedef {{chroma: number, hue: number}} Hue `hue` in degrees */

/** Lightness of the weakest and the strongest shade on a light ground, and on a dark one. */
const LIGHT = { weak: 0.9, strong: 0.38 };
const DARK = { weak: 0.32, strong: 0.86 };

/** The least chroma of shades, except for greys: the hue of paler ones is not visible. */
const LEAST_CHROMA = 0.085;
const GREY = 0.02;

/** A weak shade has this part of the chroma. */
const PALE = 0.45;

/** Shades between the weakest and the strongest: more would not be distinguishable, and browsers parse each colour. */
const STEPS = 40;

/** @type {Map<string, string>} */
const known = new Map();

/**
 * @param {string} colour of the form #rrggbb
 * @param {number} strength 0 to 1
 * @param {boolean} isDark whether the ground is
 * @returns {string} a colour of CSS
 */
export function shadeOf(colour, strength, isDark) {
  const step = Math.round(strength * STEPS);
  const key = `${colour} ${step} ${isDark}`;
  const found = known.get(key) ?? shade(convert(colour), step / STEPS, isDark);
  known.set(key, found);
  return found;
}

/** @param {string} colour @returns {Hue} */
function convert(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const green = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const blue = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { chroma: Math.hypot(green, blue), hue: (Math.atan2(blue, green) * 180) / Math.PI };
}

/** @param {number} value of sRGB, 0 to 1 */
const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** @param {Hue} hue @param {number} strength @param {boolean} isDark */
function shade({ chroma, hue }, strength, isDark) {
  const { weak, strong } = isDark ? DARK : LIGHT;
  const lightness = weak + (strong - weak) * strength;
  const part = PALE + (1 - PALE) * strength;
  const full = chroma < GREY ? chroma : Math.max(chroma, LEAST_CHROMA);
  return `oklch(${lightness.toFixed(3)} ${(full * part).toFixed(3)} ${hue.toFixed(1)})`;
}
