// Who I am, how I like the console, and the way out.
import {
  BulbOutlined,
  ColumnHeightOutlined,
  GlobalOutlined,
  LogoutOutlined,
  QuestionCircleOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Avatar, Button, Dropdown, type MenuProps, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { runAction } from '@/actions/actions';
import { usePreferences } from '@/frame/preferences';
import { useSession } from '@/frame/session';
import styles from './PersonMenu.module.css';

export function PersonMenu() {
  const { t } = useTranslation('app');
  const session = useSession();
  const { appearance, density, language } = usePreferences();
  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: `${session.user.name} · ${session.roles.map((role) => t(`role.${role}`)).join(', ')}`,
    },
    {
      key: 'language',
      icon: <GlobalOutlined />,
      label: t('language'),
      children: ['en', 'es', 'zh-CN'].map((tag) => ({
        key: `console.language.${tag}`,
        label: t(`languageItself.${tag}`),
      })),
    },
    {
      key: 'appearance',
      icon: <BulbOutlined />,
      label: t('appearance.title'),
      children: ['light', 'dark', 'system'].map((kind) => ({
        key: `console.appearance.${kind}`,
        label: t(`appearance.${kind}`),
      })),
    },
    {
      key: 'density',
      icon: <ColumnHeightOutlined />,
      label: t('density.title'),
      children: ['comfortable', 'compact'].map((kind) => ({
        key: `console.density.${kind}`,
        label: t(`density.${kind}`),
      })),
    },
    { key: 'console.shortcuts', icon: <QuestionCircleOutlined />, label: t('shortcuts.title') },
    { type: 'divider' },
    { key: 'console.logOut', icon: <LogoutOutlined />, label: t('logOut') },
  ];
  const selectedKeys = [
    `console.language.${language}`,
    `console.appearance.${appearance}`,
    `console.density.${density}`,
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectedKeys, onClick: ({ key }) => runAction(key), autoFocus: true }}
    >
      <Tooltip title={session.user.name} placement="bottomRight">
        <Button type="text" shape="circle" aria-label={t('person', { name: session.user.name })}>
          <Avatar size={30} className={styles.face} icon={<UserOutlined />} />
        </Button>
      </Tooltip>
    </Dropdown>
  );
}
