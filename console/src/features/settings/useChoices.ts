// The items of a kind as choices with their names in the reader's language.
import { type Item, type Kind, useCentre } from '@/api/centre';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';

export function itemName(item: Item, language: string): string {
  return nameIn(item.name as Names | string | undefined, language) || item.id;
}

export function useChoices(): (kind: Kind) => { value: string; label: string }[] {
  const { data } = useCentre();
  const { language } = usePreferences();
  return (kind) =>
    (data?.[kind] ?? []).map((item) => ({ value: item.id, label: itemName(item, language) }));
}
