// What an agent can do about the own state, as actions for buttons, shortcuts and palette.
import {
  CheckCircleOutlined,
  LoginOutlined,
  LogoutOutlined,
  PauseCircleOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type Action, useActions } from '@/actions/actions';
import { useTell } from '@/components/useTell';
import { preparePhone } from '@/features/phone/phoneControl';
import { phoneStore } from '@/features/phone/phoneStore';
import { useDesk, useDeskAction, useOwn } from '@/live/useOwn';
import { useReasonName } from '@/live/useReasonName';

const GROUP = 'common:group.state';

export function DeskStateActions() {
  const { agent } = useOwn();
  const { data: desk } = useDesk();
  const reasonName = useReasonName();
  const act = useDeskAction();
  const tell = useTell();
  const { t } = useTranslation();
  const state = agent?.state;
  const isIn = state !== undefined && state !== 'logged_out';
  const reasons: Action[] = (desk?.reasons ?? []).map((reason) => ({
    id: `state.notReady.${reason.id}`,
    label: 'app:action.notReadyBecause',
    labelParams: { reason: reasonName(reason.id) },
    group: GROUP,
    icon: <PauseCircleOutlined />,
    enabled: isIn,
    run: () => void act('not_ready', { reason: reason.id }),
  }));
  useActions([
    {
      id: 'state.login',
      label: 'app:action.login',
      group: GROUP,
      icon: <LoginOutlined />,
      shortcut: 'alt+l',
      enabled: state === 'logged_out',
      run: () => void act('login', {}),
    },
    {
      id: 'state.ready',
      label: 'app:action.ready',
      group: GROUP,
      icon: <CheckCircleOutlined />,
      shortcut: 'alt+r',
      enabled: state === 'not_ready' && agent?.reachable === true,
      run: async () => {
        if (await preparePhone()) await act('ready', {});
        else tell.warning(t(`phone:microphone.${phoneStore.get().microphone ?? 'failed'}`));
      },
    },
    {
      id: 'state.notReady',
      label: 'app:action.notReady',
      group: GROUP,
      icon: <PauseCircleOutlined />,
      shortcut: 'alt+n',
      enabled: isIn,
      run: () => document.getElementById('not-ready-menu')?.click(),
    },
    ...reasons,
    {
      id: 'state.goOn',
      label: 'app:action.goOn',
      group: GROUP,
      icon: <CheckCircleOutlined />,
      enabled: Boolean(agent?.next_state) && state !== 'wrap_up',
      run: () => void act('ready', {}),
    },
    {
      id: 'state.logout',
      label: 'app:action.logout',
      group: GROUP,
      icon: <LogoutOutlined />,
      enabled: isIn,
      run: () => void act('logout', {}),
    },
  ]);
  return null;
}
