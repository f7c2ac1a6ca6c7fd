// Keys for the menus of other companies: sent as tones into the call.
import { Button, Popover, Tooltip, Typography } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import styles from './Keypad.module.css';
import { KeypadIcon } from './KeypadIcon';
import { sendDigit } from './phoneControl';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export function Keypad() {
  const { t } = useTranslation('phone');
  const action = useAction('phone.keypad');
  const keys = action?.shortcut ? shortcutText(action.shortcut) : '';
  return (
    <Popover trigger="click" placement="bottom" content={<Keys />} destroyOnHidden>
      <Tooltip title={`${t('keypad.title')} ${keys}`}>
        <Button
          id="phone-keypad"
          icon={<KeypadIcon />}
          aria-label={t('keypad.title')}
          disabled={action?.enabled === false}
        />
      </Tooltip>
    </Popover>
  );
}

function Keys() {
  const { t } = useTranslation('phone');
  const [sent, setSent] = useState('');
  const press = (key: string) => {
    sendDigit(key);
    setSent((before) => (before + key).slice(-16));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    press(event.key);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys inside are buttons; this adds typing
    <div className={styles.keypad} onKeyDown={onKeyDown}>
      <Typography.Text type="secondary" className={styles.sent} aria-live="polite">
        {sent || t('keypad.hint')}
      </Typography.Text>
      {KEYS.map((key, index) => (
        <Button key={key} size="large" autoFocus={index === 0} onClick={() => press(key)}>
          {key}
        </Button>
      ))}
    </div>
  );
}
