// Trying the own phone: the echo test and the test sound, for buttons, shortcuts and palette.
import {
  AudioOutlined,
  CustomerServiceOutlined,
  SoundOutlined,
  StopOutlined,
} from '@ant-design/icons';
import { useEffect } from 'react';
import { useActions } from '@/actions/actions';
import { useOwn } from '@/live/useOwn';
import { playTestSound } from './audio';
import { endEcho, testEcho } from './phoneControl';
import { usePhone } from './phoneStore';

const GROUP = 'common:group.phone';
export const PHONE_BADGE = 'phone-badge';

export function EchoTestActions() {
  const { agent } = useOwn();
  const { call, echo, holder, registration } = usePhone();
  const isBrowser = agent?.phone === 'browser';
  const isResting = agent?.state === 'not_ready' || agent?.state === 'logged_out';
  const isReachable = holder === 'this' && registration === 'registered';
  const mustEnd = echo !== null && agent !== undefined && !isResting;
  useEffect(() => {
    if (mustEnd) endEcho();
  }, [mustEnd]);
  useActions([
    {
      id: 'phone.echoTest',
      label: 'phone:echo.begin',
      group: GROUP,
      icon: <AudioOutlined />,
      shortcut: 'alt+e',
      enabled: isBrowser && isResting && isReachable && !call && !echo,
      run: testEcho,
    },
    {
      id: 'phone.endEchoTest',
      label: 'phone:echo.end',
      group: GROUP,
      icon: <StopOutlined />,
      shortcut: 'alt+e',
      enabled: echo !== null,
      run: endEcho,
    },
    {
      id: 'phone.testSound',
      label: 'phone:devices.testSound',
      group: GROUP,
      icon: <SoundOutlined />,
      enabled: isBrowser,
      run: () => void playTestSound(),
    },
    {
      id: 'phone.devices',
      label: 'phone:devices.choose',
      group: GROUP,
      icon: <CustomerServiceOutlined />,
      shortcut: 'alt+d',
      enabled: isBrowser,
      run: () => document.getElementById(PHONE_BADGE)?.click(),
    },
  ]);
  return null;
}
