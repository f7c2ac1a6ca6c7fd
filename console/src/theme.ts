// The look of the console: Ant Design's tokens, and nothing of the look anywhere else.
import { type ThemeConfig, theme } from 'antd';
import type { Density } from '@/frame/preferences';

const FONT =
  "'Inter', 'Segoe UI', system-ui, -apple-system, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** Colours of states that colour-blind people can tell apart; the word always stands beside. */
export const STATE_COLOURS = {
  ready: '#0f9f6e',
  ringing: '#d97706',
  reserved: '#d97706',
  talking: '#2563eb',
  holding: '#7c3aed',
  wrap_up: '#0e7490',
  working: '#1d4ed8',
  not_ready: '#64748b',
  logged_out: '#94a3b8',
} as const;

const LIGHT_STATES = {
  colorSuccess: '#15803d',
  colorSuccessBg: '#e5f4ea',
  colorSuccessBorder: '#a9d9b9',
  colorWarning: '#b45309',
  colorWarningBg: '#fdf2dd',
  colorWarningBorder: '#f0cf95',
  colorError: '#c62828',
  colorErrorBg: '#fdeceb',
  colorErrorBorder: '#f3b4b0',
};

/** Series of charts, in the order of use (after Okabe and Ito). */
export const SERIES_COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00'];

export function themeOf(dark: boolean, density: Density): ThemeConfig {
  const algorithms = [dark ? theme.darkAlgorithm : theme.defaultAlgorithm];
  if (density === 'compact') algorithms.push(theme.compactAlgorithm);
  return {
    algorithm: algorithms,
    cssVar: { key: 'callfloor' },
    token: {
      colorPrimary: dark ? '#2bb599' : '#0f7a68',
      colorInfo: dark ? '#5b9bf8' : '#2563eb',
      colorLink: dark ? '#4cc7ae' : '#0f7a68',
      colorPrimaryBg: dark ? '#13332d' : '#e2f3ef',
      colorPrimaryBgHover: dark ? '#184239' : '#cfeae4',
      // Dark enough on white, light enough on black, for text at 4.5 to 1.
      ...(dark ? {} : LIGHT_STATES),
      colorTextDescription: dark ? 'rgba(255,255,255,0.65)' : 'rgba(0,0,0,0.62)',
      colorTextTertiary: dark ? 'rgba(255,255,255,0.58)' : 'rgba(0,0,0,0.58)',
      colorBgLayout: dark ? '#101418' : '#f4f6f8',
      colorBgContainer: dark ? '#181d23' : '#ffffff',
      colorBgElevated: dark ? '#1f252d' : '#ffffff',
      borderRadius: 8,
      fontFamily: FONT,
      fontSize: 14,
    },
    components: {
      Layout: { bodyBg: dark ? '#101418' : '#f4f6f8', headerPadding: '0 16px' },
      Table: { cellPaddingBlock: density === 'compact' ? 6 : 10 },
      Card: { headerFontSize: 15 },
    },
  };
}
