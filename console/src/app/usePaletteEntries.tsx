// What the palette offers for a few letters: actions of this page, and what the server finds.
import { PhoneOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Action, actions } from '@/actions/actions';
import { api } from '@/api/client';
import { useStore } from '@/frame/store';

interface Found {
  kind: 'contact' | 'person';
  id: string;
  title: string;
  path?: string;
}

const LEAST_LETTERS = 2;

export function usePaletteEntries(text: string): Action[] {
  const { t } = useTranslation('app');
  const go = useNavigate();
  const all = Object.values(useStore(actions));
  const sought = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['search', sought],
    queryFn: ({ signal }) => api.get<{ items: Found[] }>('/search', { q: sought }, signal),
    enabled: sought.length >= LEAST_LETTERS,
    retry: false,
    staleTime: 30_000,
  });
  const words = fold(text).split(/\s+/).filter(Boolean);
  const matching = all.filter((action) => {
    if (action.enabled === false || action.id === 'console.palette') return false;
    const name = fold(`${t(action.group)} ${t(action.label, action.labelParams ?? {})}`);
    return words.every((word) => name.includes(word));
  });
  const found = (sought.length >= LEAST_LETTERS ? (data?.items ?? []) : []).map(
    (item): Action => ({
      id: `found.${item.kind}.${item.id}`,
      label: 'app:palette.found',
      labelParams: { title: item.title },
      group: item.kind === 'person' ? 'common:group.people' : 'common:group.contacts',
      icon: item.kind === 'person' ? <UserOutlined /> : <PhoneOutlined />,
      run: () => void go(item.path ?? pathOf(item)),
    }),
  );
  return [...matching, ...found];
}

function pathOf(item: Found): string {
  return item.kind === 'contact' ? `/contacts/${item.id}` : `/contacts?agent=${item.id}`;
}

/** `Café` is found by `cafe`. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
