// Composes a wallboard: tiles are added, moved, filled and taken away; nothing holds until saved.
import { DesktopOutlined, SaveOutlined } from '@ant-design/icons';
import { Button, Card, Empty, Input, Select, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useActions } from '@/actions/actions';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLeaveGuard } from '@/components/useLeaveGuard';
import { useTell } from '@/components/useTell';
import { ComposeGrid } from './ComposeGrid';
import styles from './compose.module.css';
import { KINDS, newTile, type Tile, type TileKind, type Wallboard } from './model';
import { usePutWallboard, useTrends, useWallboards } from './requests';
import { TileForm } from './TileForm';

const NEW: Wallboard = { id: '', version: 0, name: '', theme: 'dark', language: '', tiles: [] };

function idOf(name: string, taken: string[]): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const first = plain.replace(/^-+|-+$/g, '').slice(0, 34) || 'board';
  let id = first;
  for (let number = 2; taken.includes(id); number += 1) id = `${first}-${number}`;
  return id;
}

export default function ComposePage() {
  const { id = 'new' } = useParams();
  const { t } = useTranslation('wallboards');
  const boards = useWallboards();
  if (boards.error) return <ProblemAlert error={boards.error} retry={boards.refetch} />;
  if (!boards.data) return <Skeleton active />;
  const found = id === 'new' ? NEW : boards.data.find((board) => board.id === id);
  if (!found) return <Empty description={t('gone')} />;
  return <Composer key={id} from={found} taken={boards.data.map((board) => board.id)} />;
}

function Composer({ from, taken }: { from: Wallboard; taken: string[] }) {
  const { t } = useTranslation('wallboards');
  const tell = useTell();
  const go = useNavigate();
  const [board, setBoard] = useState(from);
  const [isDirty, setDirty] = useState(false);
  const [saved, setSaved] = useState('');
  const [chosen, choose] = useState('');
  const trends = useTrends(
    from.id,
    from.tiles.some(({ kind }) => kind === 'trend'),
  );
  const put = usePutWallboard();
  useLeaveGuard(isDirty);
  useEffect(() => {
    // Goes on only once nothing is unsaved any more, so that nobody is asked for nothing.
    if (saved && !isDirty) void go(`/wallboards/${saved}`, { replace: true });
  }, [saved, isDirty, go]);
  const change = (part: Partial<Wallboard>) => {
    setBoard((before) => ({ ...before, ...part }));
    setDirty(true);
  };
  const tiles = board.tiles;
  const remove = (id: string) => change({ tiles: tiles.filter((tile) => tile.id !== id) });
  const add = (kind: TileKind) => {
    const tile = newTile(tiles, kind);
    if (!tile) return tell.warning(t('no_room'));
    change({ tiles: [...tiles, tile] });
    choose(tile.id);
  };
  const save = () => {
    const { version, ...draft } = board;
    const id = board.id || idOf(board.name, taken);
    put.mutate(
      { ...draft, id, expected_version: version },
      {
        onSuccess: (kept) => {
          setBoard(kept);
          setDirty(false);
          tell.success(t('saved', { name: kept.name }));
          if (!board.id) setSaved(id);
        },
      },
    );
  };
  useActions([
    {
      id: 'wallboard.save',
      label: 'wallboards:save',
      group: 'common:group.console',
      icon: <SaveOutlined />,
      shortcut: 'mod+s',
      enabled: isDirty && board.name.trim() !== '',
      run: save,
    },
  ]);
  const tile = tiles.find((one) => one.id === chosen);
  return (
    <>
      <PageHead
        title={
          <Input
            className={styles.name ?? ''}
            aria-label={t('name')}
            placeholder={t('name')}
            maxLength={200}
            value={board.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        }
        extra={
          <>
            <Select
              aria-label={t('theme')}
              options={(['dark', 'light', 'system'] as const).map((value) => ({
                value,
                label: t(`themes.${value}`),
              }))}
              value={board.theme}
              onChange={(theme) => change({ theme })}
            />
            <Select
              aria-label={t('language')}
              options={(['', 'en', 'es', 'zh'] as const).map((value) => ({
                value,
                label: t(`languages.${value || 'own'}`),
              }))}
              value={board.language}
              onChange={(language) => change({ language })}
            />
            <Button
              icon={<DesktopOutlined />}
              disabled={!board.id || isDirty}
              href={`/wallboards/${board.id}/show`}
              target="_blank"
            >
              {t('show')}
            </Button>
            <Button
              type="primary"
              loading={put.isPending}
              disabled={!isDirty || board.name.trim() === ''}
              onClick={save}
            >
              {t('save')}
            </Button>
          </>
        }
      />
      <ProblemAlert error={put.error} />
      <div className={styles.page}>
        <ComposeGrid
          theme={board.theme}
          tiles={tiles}
          trends={trends}
          chosen={chosen}
          onChoose={choose}
          onChange={(next) => change({ tiles: [...next] })}
          onRemove={remove}
        />
        <div className={styles.panel}>
          <Card size="small" title={t('add')}>
            <div className={styles.numbers}>
              {KINDS.map((kind) => (
                <Button key={kind} type="text" onClick={() => add(kind)}>
                  {t(`kind.${kind}`)}
                </Button>
              ))}
            </div>
          </Card>
          <Card size="small" title={tile ? t(`kind.${tile.kind}`) : t('keyboard')}>
            {tile ? (
              <TileForm
                key={tile.id}
                tiles={tiles}
                tile={tile}
                onChange={(next: Tile) =>
                  change({ tiles: tiles.map((one) => (one.id === next.id ? next : one)) })
                }
                onRemove={() => remove(tile.id)}
              />
            ) : (
              t('keyboard_help')
            )}
          </Card>
        </div>
      </div>
    </>
  );
}
