// Notices of the computer, for a person who looks elsewhere.

export type NoticeState = 'unsupported' | 'default' | 'granted' | 'denied';

export function noticeState(): NoticeState {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

/** At a press of a button only: browsers refuse it otherwise. */
export async function askForNotices(): Promise<NoticeState> {
  if (noticeState() === 'default') await Notification.requestPermission();
  return noticeState();
}

/** Shows nothing while the console is in view; the returned function takes the notice away. */
export function showNotice(title: string, body: string, tag: string, stays = false): () => void {
  if (noticeState() !== 'granted') return () => undefined;
  if (document.visibilityState === 'visible' && document.hasFocus()) return () => undefined;
  const notice = new Notification(title, { body, tag, requireInteraction: stays });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
  return () => notice.close();
}
