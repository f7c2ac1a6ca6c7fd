// Every shortcut that works now, in one list.
import { Flex, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { actions } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import { useStore } from '@/frame/store';
import { grouped } from './grouped';
import styles from './ShortcutList.module.css';

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
          <section key={group}>
            <Typography.Title level={2} className={styles.group}>
              {t(group)}
            </Typography.Title>
            <ul className={styles.list}>
              {list.map((action) => (
                <li key={action.id} className={styles.shortcut}>
                  <span>{t(action.label, action.labelParams ?? {})}</span>
                  <Typography.Text keyboard>{shortcutText(action.shortcut ?? '')}</Typography.Text>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Flex>
    </Modal>
  );
}
