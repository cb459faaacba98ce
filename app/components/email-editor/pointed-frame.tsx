import { useEffect, useRef, useState, type RefObject } from 'react';
import { areasIn, type PartArea } from './part-areas';
import { PartOverlay } from './part-overlay';

interface PointedFrameProps {
  title: string;
  /** With marks around its blocks. */
  html: string;
  /** As if the screen was so wide; it is drawn smaller where there is less room. */
  widthPx: number;
}

/** What is known of a mail once it is drawn. */
interface Drawn {
  heightPx: number;
  areas: PartArea[];
}

const LEAST_HEIGHT_PX = 480;

/**
 * A mail as on a screen of some width, whose blocks can be pointed at. Its frame runs nothing, has no forms and opens nothing: `allow-same-origin` alone lets
 * this page read where the mail's blocks stand, and gives the mail nothing, since without `allow-scripts` there is nobody in it who could use it. The blocks
 * are pointed at on a sheet of our own above the frame, not in it: Safari tells nobody of what happens in a frame that may not run scripts. The frame is as
 * high as its mail, so that the page scrolls both together.
 */
export function PointedFrame({ title, html, widthPx }: PointedFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const roomPx = useWidth(place, widthPx);
  const { drawn, look } = useDrawn(frame);
  const scale = Math.min(1, roomPx / widthPx);
  const heightPx = Math.max(LEAST_HEIGHT_PX, drawn.heightPx);
  return (
    <div ref={place} className="email-frame" role="group" aria-label="The mail" tabIndex={0}>
      <div className="email-frame__sheet" style={{ width: widthPx * scale, height: heightPx * scale }}>
        <iframe
          ref={frame}
          title={title}
          srcDoc={html}
          sandbox="allow-same-origin"
          onLoad={look}
          style={{ width: widthPx, height: heightPx, transform: `scale(${scale})` }}
        />
        <PartOverlay areas={drawn.areas} scale={scale} scroller={place} />
      </div>
    </div>
  );
}

function useWidth(place: RefObject<HTMLElement | null>, usualPx: number): number {
  const [roomPx, setRoomPx] = useState(usualPx);
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => setRoomPx(entry?.contentRect.width ?? usualPx));
    observer.observe(current);
    return () => observer.disconnect();
  }, [place, usualPx]);
  return roomPx;
}

/** How high the mail in a frame is and where its blocks stand, anew whenever it grows, as by a picture that arrives late. */
function useDrawn(frame: RefObject<HTMLIFrameElement | null>): { drawn: Drawn; look: () => void } {
  const [drawn, setDrawn] = useState<Drawn>({ heightPx: 0, areas: [] });
  const observer = useRef<ResizeObserver>(undefined);
  useEffect(() => () => observer.current?.disconnect(), []);
  function look(): void {
    observer.current?.disconnect();
    // Null where a link was followed in the frame, out of our sight.
    const mail = frame.current?.contentDocument;
    if (!mail?.body) return setDrawn({ heightPx: 0, areas: [] });
    const measure = (): void => setDrawn({ heightPx: mail.body.offsetHeight, areas: areasIn(mail) });
    observer.current = new ResizeObserver(measure);
    observer.current.observe(mail.body);
    measure();
  }
  return { drawn, look };
}
