// Every shortcut that works now, in one list.
import { Descriptions, Flex, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { actions } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import { useStore } from '@/frame/store';
import { grouped } from './grouped';

export function ShortcutList(props: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('app');
  const all = Object.values(useStore(actions)).filter((action) => action.shortcut);
  return (
    <Modal
      open={props.open}
      onCancel={props.onClose}
      footer={null}
      title={t('shortcuts.title')}
      width={640}
    >
      <Flex vertical gap="middle">
        {grouped(all).map(([group, list]) => (
          <Descriptions
            key={group}
            title={t(group)}
            column={2}
            size="small"
            colon={false}
            items={list.map((action) => ({
              key: action.id,
              label: t(action.label, action.labelParams ?? {}),
              children: (
                <Typography.Text keyboard>{shortcutText(action.shortcut ?? '')}</Typography.Text>
              ),
            }))}
          />
        ))}
      </Flex>
    </Modal>
  );
}
