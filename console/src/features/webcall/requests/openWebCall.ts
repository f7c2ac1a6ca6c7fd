// Asks for a short-lived SIP account that may call one number of one centre. No login is needed.
import { api } from '@/api/client';

export interface WebCallAccount {
  user: string;
  secret: string;
  sip_uri: string;
  target: string;
  ws_path?: string;
  realm?: string;
}

interface Visitor {
  tenant: string;
  number: string;
  name: string;
  language: string;
}

export function openWebCall(visitor: Visitor): Promise<WebCallAccount> {
  return api.post<WebCallAccount>('/web_calls', visitor);
}
