import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { copyDetails } from './copy-details'

/** Messages that belong to no single file; each stays until it is dismissed. */
export function Notices() {
  const notices = useStore((state) => state.notices)
  const dismiss = useStore((state) => state.dismissNotice)
  if (notices.length === 0) return null
  return (
    <div className="notices">
      {notices.map((notice) => (
        <Message
          key={notice.id}
          level={notice.level}
          actions={
            <>
              {notice.retry ? (
                <Button
                  kind="link"
                  onClick={() => {
                    dismiss(notice.id)
                    void window.sojourn.connect()
                  }}
                >
                  {strings.evidence.retry}
                </Button>
              ) : null}
              {notice.level === 'info' ? null : (
                <Button kind="link" onClick={() => void copyDetails(notice.message)}>
                  {strings.evidence.copyDetails}
                </Button>
              )}
              <Button kind="link" onClick={() => dismiss(notice.id)}>
                {strings.evidence.dismiss}
              </Button>
            </>
          }
        >
          {notice.message}
        </Message>
      ))}
    </div>
  )
}
