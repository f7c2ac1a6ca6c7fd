// Moved skills in words: what is more and what is less, until when, by whom and why.
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import type { MovedSkills } from '@/api/works';
import { useFormat } from '@/frame/useFormat';

export interface MovedText {
  what: string;
  until: string;
  who: string;
}

export function useMovedText(moved: MovedSkills | null | undefined): MovedText | null {
  const { t } = useTranslation('common');
  const format = useFormat();
  const skills = useNameLists()?.skills;
  if (!moved) return null;
  const name = (id: string) => skills?.[id] || id;
  const what = Object.entries(moved.changes)
    .map(([id, level]) =>
      level ? t('moved.has', { skill: name(id), level }) : t('moved.not', { skill: name(id) }),
    )
    .join(' · ');
  const until = format.minute(moved.until_ms);
  return { what, until, who: t('moved.by', { name: moved.by_name || '–', reason: moved.reason }) };
}
