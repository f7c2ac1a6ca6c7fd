// The columns of the list: how each is shown, and what it says in an export.
import { AudioOutlined } from '@ant-design/icons';
import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { ContactRow } from '@/api/types';
import { OutcomeTag } from './OutcomeTag';

export interface Formats {
  dateTime: (moment: string | null) => string;
  duration: (ms: number | null) => string;
  number: (value: number) => string;
  /** A wrap-up code in words. */
  code: (id: string) => string;
}

interface Column {
  width: number;
  /** How narrow it may become where the page is; else three quarters. */
  least?: number;
  align?: 'right';
  text: (row: ContactRow, f: Formats, t: TFunction<'contacts'>) => string;
  /** The plain value in an export; else as shown. */
  exported?: (row: ContactRow) => string | number | null;
}

const name = (row: ContactRow) => row.caller_name || row.caller;

export const COLUMNS = {
  arrived_at: {
    width: 170,
    least: 150,
    text: (row, f) => f.dateTime(row.arrived_at),
    exported: (row) => row.arrived_at,
  },
  caller: { width: 170, text: (row, _, t) => name(row) || t('common:withheld') },
  called: { width: 130, text: (row) => row.called },
  channel: { width: 100, text: (row, _, t) => t(`common:channel.${row.channel}`) },
  queue: { width: 130, text: (row) => row.queue_name || row.queue_id || '–' },
  agent: { width: 150, text: (row) => row.agent_name || row.agent_id || '–' },
  outcome: { width: 190, least: 165, text: (row, _, t) => outcomeText(row, t) },
  wait: {
    width: 90,
    align: 'right',
    text: (row, f) => f.duration(row.wait_ms),
    exported: (row) => seconds(row.wait_ms),
  },
  talk: {
    width: 90,
    align: 'right',
    text: (row, f) => f.duration(row.talk_ms),
    exported: (row) => seconds(row.talk_ms),
  },
  hold: {
    width: 90,
    align: 'right',
    text: (row, f) => f.duration(row.hold_ms),
    exported: (row) => seconds(row.hold_ms),
  },
  wrap_up: {
    width: 100,
    align: 'right',
    text: (row, f) => f.duration(row.wrap_up_ms),
    exported: (row) => seconds(row.wrap_up_ms),
  },
  wrap_up_code: { width: 150, text: (row, f) => f.code(row.wrap_up_code) || '–' },
  transfers: { width: 100, align: 'right', text: (row, f) => f.number(row.transfers) },
  recording: {
    width: 100,
    text: (row, _, t) => (row.recording_id ? t('common:yes') : ''),
  },
  recording_length: {
    width: 100,
    align: 'right',
    text: (row, f) => f.duration(row.recording_ms || null),
    exported: (row) => seconds(row.recording_ms || null),
  },
  held: { width: 90, text: (row, _, t) => (row.is_held ? t('common:yes') : '') },
  id: { width: 250, text: (row) => row.id },
} satisfies Record<string, Column>;

export type ColumnId = keyof typeof COLUMNS;
export const COLUMN_IDS = Object.keys(COLUMNS) as ColumnId[];
export const USUAL_COLUMNS: ColumnId[] = [
  'arrived_at',
  'caller',
  'queue',
  'agent',
  'outcome',
  'wait',
  'talk',
  'wrap_up_code',
  'recording',
];

const column = (id: ColumnId): Column => COLUMNS[id];
const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1000));

export function outcomeText(row: ContactRow, t: TFunction<'contacts'>): string {
  if (row.outcome === 'open' || (!row.outcome && !row.disposition)) return t('contacts:open');
  const disposition = t(`common:disposition.${row.disposition}`, { defaultValue: row.disposition });
  return row.outcome
    ? t(`common:outcome.${row.outcome}`, { defaultValue: disposition })
    : disposition;
}

/** Widths that fit the page where they can; below the least of each the list scrolls. */
export function widthsFor(ids: ColumnId[], available: number): Record<string, number> {
  const usual = ids.map((id) => column(id).width);
  const least = ids.map((id) => column(id).least ?? Math.round(column(id).width * 0.75));
  const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);
  const spare = sum(usual) - sum(least);
  const lack = Math.min(spare, Math.max(0, sum(usual) - available));
  const share = available > 0 && spare > 0 ? lack / spare : 0;
  const width = (index: number) => {
    const [most = 0, fewest = 0] = [usual[index], least[index]];
    return Math.floor(most - share * (most - fewest));
  };
  return Object.fromEntries(ids.map((id, index) => [id, width(index)]));
}

function shown(id: ColumnId, row: ContactRow, f: Formats, t: TFunction<'contacts'>) {
  const text = column(id).text(row, f, t);
  if (id === 'caller') return <Link to={`/contacts/${row.id}`}>{text}</Link>;
  if (id === 'outcome') return <OutcomeTag row={row} text={text} />;
  if (id === 'recording') return text ? <AudioOutlined aria-label={text} /> : null;
  return text;
}

export function tableColumns(
  ids: ColumnId[],
  f: Formats,
  t: TFunction<'contacts'>,
  widths: Record<string, number> = {},
): TableColumnsType<ContactRow> {
  return ids.map((id) => ({
    key: id,
    title: t(`column.${id}`),
    width: widths[id] ?? column(id).width,
    ...(column(id).align ? { align: column(id).align } : {}),
    ellipsis: true,
    render: (_, row) => shown(id, row, f, t),
  }));
}

/** As shown, or the plain value; what has none is left empty. */
export function exportedCells(ids: ColumnId[], f: Formats, t: TFunction<'contacts'>) {
  const cell = (id: ColumnId, row: ContactRow) => {
    const { exported, text } = column(id);
    const shown = exported ? exported(row) : text(row, f, t);
    return shown === '–' ? '' : shown;
  };
  return (row: ContactRow) => ids.map((id) => cell(id, row));
}

/** What the address names; anything unknown is left out, nothing at all is the usual columns. */
export function columnsFromWord(word: string | null): ColumnId[] {
  const known = (word ?? '').split(',').filter((id): id is ColumnId => id in COLUMNS);
  return known.length > 0 ? COLUMN_IDS.filter((id) => known.includes(id)) : USUAL_COLUMNS;
}
