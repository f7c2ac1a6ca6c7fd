// Saves what the list shows (the filter's rows, the chosen columns) as a CSV file.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { useCodeName } from '@/live/useCodeName';
import { type ColumnId, exportedCells } from './columns';
import { toCsv } from './csv';
import { allContacts } from './requests/contactList';
import { save } from './save';

const MOST_ROWS = 20_000;

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
      const text = toCsv(header, rows.map(exportedCells(columns, { ...format, code }, t)));
      save(new Blob([text], { type: 'text/csv;charset=utf-8' }), 'contacts.csv');
      tell.success(t('exported', { count: rows.length }));
    } catch (error) {
      tell.problem(error);
    } finally {
      setExporting(false);
    }
  };
  return { exporting, run };
}
