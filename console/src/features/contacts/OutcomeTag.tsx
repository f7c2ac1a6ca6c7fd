// What became of a contact, as a word with a colour.
import { Tag } from 'antd';
import type { ContactRow } from '@/api/types';

const COLOURS: Record<string, string> = {
  open: 'processing',
  answered: 'green',
  abandoned: 'volcano',
  system_drop: 'red',
  timeout: 'orange',
  overflow: 'gold',
  voicemail: 'geekblue',
};

export function OutcomeTag({ row, text }: { row: ContactRow; text: string }) {
  const word = row.outcome || row.disposition;
  return <Tag color={word ? (COLOURS[word] ?? 'default') : 'processing'}>{text}</Tag>;
}
