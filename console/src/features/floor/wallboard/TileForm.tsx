// What a tile shows, of whom, and where it stands.
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import styles from './compose.module.css';
import { COLUMNS, FIGURES, fits, OF_AGENTS, type Place, ROWS, type Tile, TRENDS } from './model';

interface Props {
  tiles: readonly Tile[];
  tile: Tile;
  onChange: (tile: Tile) => void;
  onRemove: () => void;
}

const ZONES = () =>
  Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));
const options = (names: Record<string, string> | undefined) =>
  Object.entries(names ?? {}).map(([value, label]) => ({ value, label }));

const PLACES: [keyof Place, number, number][] = [
  ['x', 0, COLUMNS - 1],
  ['y', 0, ROWS - 1],
  ['w', 1, COLUMNS],
  ['h', 1, ROWS],
];

export function TileForm({ tiles, tile, onChange, onRemove }: Props) {
  const { t } = useTranslation('wallboards');
  const names = useNameLists();
  const change = (part: Partial<Tile>) => onChange({ ...tile, ...part });
  const isOfAgents =
    tile.kind === 'agents' || (tile.kind === 'figure' && OF_AGENTS.includes(tile.figure));
  const isOfQueues = !isOfAgents && ['figure', 'queues', 'trend'].includes(tile.kind);
  const worded = (list: readonly string[], key: string) =>
    list.map((value) => ({ value, label: t(`${key}.${value}`) }));
  const several = (kind: 'queues' | 'teams') => (
    <Form.Item label={t(kind)}>
      <Select
        mode="multiple"
        aria-label={t(kind)}
        placeholder={t('common:all')}
        options={options(names?.[kind])}
        value={tile[kind]}
        onChange={(value) => change({ [kind]: value })}
      />
    </Form.Item>
  );
  return (
    <Form layout="vertical" aria-label={t('tile_form')}>
      {tile.kind === 'figure' && (
        <Form.Item label={t('figure_label')}>
          <Select
            aria-label={t('figure_label')}
            options={worded(FIGURES, 'figure')}
            value={tile.figure}
            onChange={(figure) => change({ figure })}
          />
        </Form.Item>
      )}
      {tile.kind === 'trend' && (
        <Form.Item label={t('trend_label')}>
          <Select
            aria-label={t('trend_label')}
            options={worded(TRENDS, 'trend')}
            value={tile.trend}
            onChange={(trend) => change({ trend })}
          />
        </Form.Item>
      )}
      {isOfQueues && several('queues')}
      {isOfAgents && several('teams')}
      {tile.kind === 'text' && (
        <Form.Item label={t('text_label')}>
          <Input.TextArea
            rows={3}
            maxLength={1000}
            value={tile.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </Form.Item>
      )}
      {tile.kind === 'clock' && (
        <Form.Item label={t('zone')}>
          <Select
            showSearch
            allowClear
            placeholder={t('own_zone')}
            options={ZONES()}
            value={tile.zone || undefined}
            onChange={(zone: string | undefined) => change({ zone: zone ?? '' })}
          />
        </Form.Item>
      )}
      <Form.Item label={t('title_label')} extra={t('title_help')}>
        <Input
          maxLength={100}
          value={tile.title}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Form.Item>
      <div className={styles.numbers}>
        {PLACES.map(([name, least, most]) => (
          <Form.Item key={name} label={t(`place.${name}`)}>
            <InputNumber
              className={styles.wide ?? ''}
              aria-label={t(`place.${name}`)}
              min={least + Number(least === 0)}
              max={most + Number(least === 0)}
              value={tile[name] + Number(least === 0)}
              onChange={(value) => {
                const wanted = { ...tile, [name]: Number(value) - Number(least === 0) };
                if (value !== null && fits(tiles, tile.id, wanted)) onChange(wanted);
              }}
            />
          </Form.Item>
        ))}
      </div>
      <Button danger onClick={onRemove}>
        {t('remove_tile')}
      </Button>
    </Form>
  );
}
