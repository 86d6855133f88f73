// Ours, not the package's, whose types come in many files: what this project uses of it.
export interface Socket {
  connected: boolean;
  /** Its manager. */
  io: { encoder: Encoder };
  connect(): this;
  disconnect(): this;
  on(event: string, listener: (message: any) => void): this;
  timeout(milliseconds: number): {
    emit(
      event: string,
      message: object,
      answered: (error: Error | null, answer: any) => void,
    ): void;
  };
}

/** What makes texts of packets. */
export interface Encoder {
  encode(packet: any): any[];
  /** As JSON.stringify takes it. */
  replacer?: (name: string, value: unknown) => unknown;
}

export interface Options {
  transports: string[];
  reconnection: boolean;
  timeout: number;
  query: Record<string, string>;
  auth: (give: (auth: object) => void) => void;
}

export function io(options: Options): Socket;
