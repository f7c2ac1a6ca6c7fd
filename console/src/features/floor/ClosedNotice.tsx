// Says on top of the floor what is closed, since when and by whom.
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import { closingsQuery } from './closings';
import { useCentreNames } from './useCentreNames';

export function ClosedNotice() {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const names = useCentreNames();
  const { data } = useQuery(closingsQuery);
  return (data?.items ?? [])
    .filter(({ is_closed: isClosed }) => isClosed)
    .map((closing) => (
      <Alert
        key={closing.id}
        type="error"
        showIcon
        title={t('closing.now', {
          name: closing.name,
          what: closing.queues.map(names.queue).join(', ') || t('closing.whole'),
          by: closing.changed_by,
          at: format.dateTime(closing.changed_at),
        })}
      />
    ));
}
