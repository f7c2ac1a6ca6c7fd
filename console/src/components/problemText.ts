// An error in the person's words: what happened, and what to do.
import i18next, { type TFunction } from 'i18next';
import { Problem } from '@/api/problem';

export interface ProblemText {
  title: string;
  detail: string;
  id: string;
}

/** Codes that the console knows speak the person's language; else the server's own sentence. */
export function problemText(error: unknown, t: TFunction): ProblemText {
  if (!(error instanceof Problem)) {
    const detail = error instanceof Error ? error.message : String(error);
    return { title: t('problem:unexpected'), detail, id: '' };
  }
  const known = error.code
    ? t(`problem:code.${error.code}`, { defaultValue: '', ...error.details.params })
    : '';
  const general: string = t(`problem:status.${error.status}`, {
    defaultValue: t('problem:status.other'),
  });
  if (known) return { title: known, detail: '', id: error.id };
  // The server's own sentence is English: first for who reads English, else below ours.
  const [title, detail] =
    i18next.language === 'en' ? [error.message, general] : [general, error.message];
  return { title: title || general, detail: title ? detail : '', id: error.id };
}
