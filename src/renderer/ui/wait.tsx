import { Loader } from '@mantine/core'
import styles from './layout.module.css'

/** Something is on its way; `room` is the heading of the screen that it will be, for those who come by headings. */
export function Wait({ what = 'Loading', room }: { what?: string; room?: string }) {
  return (
    <>
      {room && <h1 className="unseen">{room}</h1>}
      <div className={styles.wait} role="status">
        <Loader size="sm" aria-hidden />
        <span className="unseen">{what}</span>
      </div>
    </>
  )
}
