// Whether the browser may show notices of calls and bulletins, and how to let it.
import { BellOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { ActionButton } from '@/components/ActionButton';
import { askForNotices, type NoticeState, noticeState } from '@/frame/notices';
import { createStore, useStore } from '@/frame/store';

const allowed = createStore<NoticeState>(noticeState());

/** Registered on every page, so that the palette has it too. */
export function NoticeActions() {
  const state = useStore(allowed);
  useActions([
    {
      id: 'phone.allowNotices',
      label: 'phone:notices.allow',
      group: 'common:group.phone',
      icon: <BellOutlined />,
      enabled: state === 'default',
      run: () => void askForNotices().then((now) => allowed.set(now)),
    },
  ]);
  return null;
}

export function Notices() {
  const { t } = useTranslation('phone');
  // Asked for when becoming ready too: what holds now is looked at when this is shown.
  useStore(allowed);
  const state = noticeState();
  return (
    <Flex vertical gap="small">
      {state === 'default' ? <ActionButton action="phone.allowNotices" /> : null}
      <Typography.Text type={state === 'denied' ? 'warning' : 'secondary'}>
        {t(`notices.about.${state}`)}
      </Typography.Text>
    </Flex>
  );
}
