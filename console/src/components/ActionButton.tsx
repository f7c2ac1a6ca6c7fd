// The button of a registered action; its shortcut is shown on hover.
import { Button, type ButtonProps, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { runAction, useAction } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';

interface Props extends Omit<ButtonProps, 'onClick' | 'children'> {
  action: string;
  /** Only the icon; the text goes to the tooltip and to screen readers. */
  iconOnly?: boolean;
  /** Another word than the action's own, where the place says the rest. */
  text?: string;
}

export function ActionButton(props: Props) {
  const { action: id, iconOnly, text, ...rest } = props;
  const { t } = useTranslation();
  const action = useAction(id);
  if (!action) return null;
  const label = text ?? t(action.label, action.labelParams ?? {});
  const keys = action.shortcut ? shortcutText(action.shortcut) : '';
  return (
    <Tooltip title={iconOnly ? `${label} ${keys}` : keys}>
      <Button
        icon={action.icon}
        danger={action.danger ?? false}
        disabled={action.enabled === false}
        aria-label={label}
        aria-keyshortcuts={action.shortcut}
        {...rest}
        onClick={() => runAction(id)}
      >
        {iconOnly ? null : label}
      </Button>
    </Tooltip>
  );
}
