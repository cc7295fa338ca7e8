import { buildPicture } from './build-picture'
import type { Picture, PictureInput } from './picture'
import { PictureRoom } from './picture-room'

/** Builds pictures in turn in two rooms, so that the one on screen stays as it is until another is. */
export class PictureRooms {
  private readonly rooms = [0, 1].map(() => ({ room: new PictureRoom(), holds: null as Picture | null }))
  private shown: Picture | null = null

  build(input: PictureInput): Picture {
    const free = this.rooms.find(({ holds }) => holds === null || holds !== this.shown)!
    return (free.holds = buildPicture(input, free.room))
  }

  /** The picture is on screen, whatever was there before is not. */
  show(picture: Picture): void {
    this.shown = picture
  }
}
