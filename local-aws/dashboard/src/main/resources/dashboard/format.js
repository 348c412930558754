/** Writes numbers as a person would say them. */

const NONE = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** @param unit one of Panel.Unit, see the server */
export function value(number, unit) {
  if (number === null || number === undefined) {
    return NONE;
  }
  switch (unit) {
    case 'PER_SECOND':
      return `${plain(number)}/s`;
    case 'SECONDS':
      return seconds(number);
    case 'SHARE':
      return `${whole.format(100 * number)} %`;
    default:
      return plain(number);
  }
}

export function count(number) {
  return whole.format(number);
}

export function clock(epochSecond, withSeconds = true) {
  return new Date(1_000 * epochSecond).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: withSeconds ? '2-digit' : undefined,
  });
}

/** The time of day, with the date if it was on another day. */
export function when(epochSecond) {
  const then = new Date(1_000 * epochSecond);
  return then.toDateString() === new Date().toDateString()
    ? clock(epochSecond)
    : `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${clock(epochSecond)}`;
}

function plain(number) {
  return number < 10 ? fine.format(number) : whole.format(number);
}

function seconds(number) {
  if (number === 0) {
    return '0 s';
  }
  if (number < 1) {
    return `${plain(1_000 * number)} ms`;
  }
  if (number < 90) {
    return `${plain(number)} s`;
  }
  return number < 7_200 ? `${plain(number / 60)} min` : `${plain(number / 3_600)} h`;
}
