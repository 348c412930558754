/** As many colours as there are lines, none of them twice. */

/** Those of the style sheet, chosen by hand. */
const CHOSEN = 6;
/** Degrees on the colour wheel: first what lies between the chosen ones. */
const BETWEEN = [140, 215, 280, 105, 335, 20];
const GOLDEN_ANGLE = 137.508;
/** How much of a colour is in its tones; the rest is that of the text, which stands out from the ground. */
const TONES = [100, 62, 36, 20];

/** @returns a CSS colour, different for all pairs of numbers */
export function toneOf(subject, tone) {
  const share = TONES[Math.min(tone, TONES.length - 1)];
  return share === 100 ? base(subject) : `color-mix(in oklab, ${base(subject)} ${share}%, var(--ink))`;
}

/** The colour as a canvas takes it, by the colour scheme that holds now. */
export function colour(css) {
  const probe = document.createElement('span');
  probe.style.color = css;
  document.body.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}

function base(subject) {
  if (subject < CHOSEN) {
    return `var(--series-${subject})`;
  }
  const further = subject - CHOSEN;
  const hue = further < BETWEEN.length ? BETWEEN[further] : (GOLDEN_ANGLE * further) % 360;
  return `oklch(var(--series-lightness) var(--series-chroma) ${hue.toFixed(1)})`;
}
