// Views that the person has saved: one click brings the filter back, on any computer.
import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '@/components/useTell';
import { viewQuery } from './filter';
import styles from './floor.module.css';
import { useDeleteView, useSaveView, viewsQuery } from './requests/views';
import { useFloorFilter } from './useFloorFilter';

export function SavedViews() {
  const { t } = useTranslation('floor');
  const { search } = useFloorFilter();
  const { data } = useQuery(viewsQuery);
  const [isOpen, setOpen] = useState(false);
  const now = viewQuery(search);
  const current = data?.items.find(({ query }) => query === now);
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      title={t('views.title')}
      destroyOnHidden
      content={<Views now={now} onDone={() => setOpen(false)} />}
    >
      <Button size="small" icon={<SaveOutlined />}>
        {current?.name ?? t('views.button')}
      </Button>
    </Popover>
  );
}

function Views({ now, onDone }: { now: string; onDone: () => void }) {
  const { t } = useTranslation('floor');
  const tell = useTell();
  const { replace } = useFloorFilter();
  const { data } = useQuery(viewsQuery);
  const save = useSaveView();
  const remove = useDeleteView();
  const [name, setName] = useState('');
  const keep = () =>
    name.trim() &&
    save.mutate({ name: name.trim(), query: now }, { onSuccess: onDone, onError: tell.problem });
  return (
    <Flex vertical gap="small" className={styles.views}>
      {data?.items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('views.empty')} />
      )}
      {data?.items.map((view) => (
        <Flex key={view.id} justify="space-between" gap="small">
          <Button
            type="link"
            size="small"
            onClick={() => {
              replace(view.query);
              onDone();
            }}
          >
            {view.name}
          </Button>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('views.delete', { name: view.name })}
            onClick={() => remove.mutate(view.id, { onError: tell.problem })}
          />
        </Flex>
      ))}
      <Space.Compact>
        <Input
          size="small"
          maxLength={60}
          placeholder={t('views.name')}
          aria-label={t('views.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={keep}
        />
        <Button size="small" type="primary" disabled={!name.trim()} onClick={keep}>
          {t('common:save')}
        </Button>
      </Space.Compact>
    </Flex>
  );
}
