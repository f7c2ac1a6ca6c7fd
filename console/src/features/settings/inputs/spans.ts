// Spans of hours as people type them. Pure.

const SPAN = /^(\d{1,2})(?::?(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::?(\d{2}))?$/;

/** `9-18`, `900-1800` and `9:00–18:00` are all 09:00-18:00; null where it is no span. */
export function spanOf(text: string): string | null {
  const found = SPAN.exec(text.trim());
  if (!found) return null;
  const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = found;
  const isTime = (hour: string, minute: string) => Number(hour) <= 24 && Number(minute) <= 59;
  if (!isTime(fromHour, fromMinute) || !isTime(toHour, toMinute)) return null;
  const clock = (hour: string, minute: string) => `${hour.padStart(2, '0')}:${minute}`;
  return `${clock(fromHour, fromMinute)}-${clock(toHour, toMinute)}`;
}

export const areSpans = (texts: readonly string[]) => texts.every((text) => spanOf(text) === text);
