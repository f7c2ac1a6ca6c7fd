// Saves what the list shows (the filter's rows, the chosen columns) as a CSV file.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { useCodeName } from '@/live/useCodeName';
import { type ColumnId, exportedCells } from './columns';
import { toCsv } from './csv';
import { allContacts } from './requests/contactList';

const MOST_ROWS = 20_000;

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function useExport(query: Record<string, string>, columns: ColumnId[]) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const code = useCodeName();
  const tell = useTell();
  const [exporting, setExporting] = useState(false);
  const run = async () => {
    setExporting(true);
    try {
      const rows = await allContacts(query, MOST_ROWS);
      const header = columns.map((id) => t(`column.${id}`));
      save(toCsv(header, rows.map(exportedCells(columns, { ...format, code }, t))), 'contacts.csv');
      tell.success(t('exported', { count: rows.length }));
    } catch (error) {
      tell.problem(error);
    } finally {
      setExporting(false);
    }
  };
  return { exporting, run };
}
