// Earlier contacts of a caller, newest first, each a link to its page.
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactRow } from '@/api/types';
import { useFormat } from '@/frame/useFormat';
import { useCodeName } from '@/live/useCodeName';
import styles from './HistoryList.module.css';

export function HistoryList(props: { rows: ContactRow[] }) {
  const { t } = useTranslation('common');
  const f = useFormat();
  const codeName = useCodeName();
  return (
    <ul className={styles.list}>
      {props.rows.map((row) => (
        <li key={row.id}>
          <Link to={`/contacts/${row.id}`} className={styles.row}>
            <span className={styles.when}>{f.dateTime(row.arrived_at)}</span>
            <span className={styles.what}>
              {[row.queue_name, row.agent_name, codeName(row.wrap_up_code)]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Tag color={row.answered_at ? 'success' : 'default'}>
              {t(row.outcome ? `outcome.${row.outcome}` : `disposition.${row.disposition}`, {
                defaultValue: row.outcome || row.disposition,
              })}
            </Tag>
          </Link>
        </li>
      ))}
    </ul>
  );
}
