// How times, durations and numbers are written, by language and by the centre's zone.

/** `4:07`, or `1:04:07` from an hour on. Negative durations (a clock ahead) count as none. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '–';
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(seconds % 60)}`;
  return `${minutes}:${pad(seconds % 60)}`;
}

/** What remains until a moment, rounded up: a clock that counts down shows 0:00 only at the end. */
export function remaining(ms: number): string {
  return duration(Math.ceil(Math.max(0, ms) / 1000) * 1000);
}

type Moment = string | number | null | undefined;

export function time(moment: Moment, language: string, zone?: string): string {
  return written(moment, language, zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

/** Hour and minute alone. */
export function minute(moment: Moment, language: string, zone?: string): string {
  return written(moment, language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function dateTime(moment: Moment, language: string, zone?: string): string {
  return written(moment, language, zone, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

export function date(moment: Moment, language: string, zone?: string): string {
  return written(moment, language, zone, { year: 'numeric', month: 'short', day: 'numeric' });
}

function written(
  moment: Moment,
  language: string,
  zone: string | undefined,
  form: Intl.DateTimeFormatOptions,
): string {
  if (moment === null || moment === undefined || moment === '') return '–';
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return '–';
  return dates(language, zone, form).format(at);
}

/* A list writes hundreds of cells; to make one of these takes far longer than to use it. */
const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function keeping<Format extends Intl.DateTimeFormat | Intl.NumberFormat>(
  key: string,
  make: () => Format,
): Format {
  const found = (kept.get(key) as Format | undefined) ?? make();
  kept.set(key, found);
  return found;
}

function dates(language: string, zone: string | undefined, form: Intl.DateTimeFormatOptions) {
  const options = { ...form, ...(zone ? { timeZone: zone } : {}) };
  const key = `date ${language} ${JSON.stringify(options)}`;
  return keeping(key, () => new Intl.DateTimeFormat(language, options));
}

function numbers(language: string, options: Intl.NumberFormatOptions) {
  const key = `number ${language} ${JSON.stringify(options)}`;
  return keeping(key, () => new Intl.NumberFormat(language, options));
}

export function number(value: number | null | undefined, language: string, digits = 0): string {
  if (value === null || value === undefined) return '–';
  return numbers(language, { maximumFractionDigits: digits }).format(value);
}

/** A share of one (0.8) as `80 %` in the form of the language. */
export function percent(share: number | null | undefined, language: string, digits = 0): string {
  if (share === null || share === undefined) return '–';
  return numbers(language, { style: 'percent', maximumFractionDigits: digits }).format(share);
}
