// What a tile is called: as its composer has named it, else by what it shows and of whom.
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { OF_AGENTS, type Tile } from './model';

export function useTileTitle(): (tile: Tile) => string {
  const { t } = useTranslation('wallboards');
  const names = useNameLists();
  return (tile) => {
    if (tile.title) return tile.title;
    const isOfAgents = tile.kind === 'agents' || OF_AGENTS.includes(tile.figure);
    const known = isOfAgents ? names?.teams : names?.queues;
    const of = (isOfAgents ? tile.teams : tile.queues).map((id) => known?.[id] ?? id).join(', ');
    const named = (text: string) => (of ? `${text} · ${of}` : text);
    switch (tile.kind) {
      case 'figure':
        return named(t(`figure.${tile.figure}`));
      case 'trend':
        return named(t(`trend.${tile.trend}`));
      case 'agents':
        return named(t('kind.agents'));
      case 'clock':
        return tile.zone.split('/').at(-1)?.replace('_', ' ') ?? '';
      case 'text':
        return '';
      default:
        return t(`kind.${tile.kind}`);
    }
  };
}
