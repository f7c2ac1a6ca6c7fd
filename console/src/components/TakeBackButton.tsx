// Takes something back as a whole, after asking.
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTell } from './useTell';

interface Taking {
  isPending: boolean;
  mutate: (id: string, to: { onError: (error: unknown) => void }) => void;
}

export function TakeBackButton(props: { id: string; title: string; help: string; by: Taking }) {
  const { t } = useTranslation('common');
  const tell = useTell();
  return (
    <Popconfirm
      title={props.title}
      description={props.help}
      okText={t('takeBack')}
      cancelText={t('cancel')}
      onConfirm={() => props.by.mutate(props.id, { onError: tell.problem })}
    >
      <Button size="small" loading={props.by.isPending}>
        {t('takeBack')}
      </Button>
    </Popconfirm>
  );
}
