/** Public keys that ssh-keygen made for these tests; nobody kept the private ones. */
export const JANE = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMexz3AZZYqC2RqmUk/7vOuMwsBDtkGCRKMfCEZecqsF'
export const BOB = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIONooI3sB5TB7EtBPnG9zJKmHZnfe7/gKDa/32Rb3T02'
export const CI = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHqH2D1caIcYwEHIs36i6SQ7lhu/Ogh26cFJeexmmsPq'
export const RSA =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDISVbq59u/gz8H3H6WXx4XcCJ3OkYtaJxeezAn6qV1/afYHlN6HtTMnm+6rZ3YEPtM8OYrOlGkQUVBchDC0v1B3IEglCdIXoKfgcbjPsCPSPQgfZeAIgvJMM3dC/hlHnuw9kRcnupE+d1lN/Hkv0ANnH++LWTurKWbSZJMvsrw32llpEbXIlZQWj+GwhsEjzpwx68WC81JGWNxkjx6r36UxCE+Ze+6CDOE4q7GBQGOQ9c2M/dSl1FF38BCmgLG/V5wBcBT2jfP4rVo59YUWplRhEev3Kvak3zdvzdvc+8Gvx7li7vDG0S84d6kQEQteaFBr4fsZJQv8BLJviMTAGcakvMIpaP/goCiK/p52ixYJjHkKfwCgm+UVPGcBhGZ9rzTNQy+KdACWnA3qCIVWMZzIkzX/c5Lt7heUxT4gpd7tCRI4TkfP3UXbY+Jn6dZv6Xig+TyjGXmlZhmeZfwKUDzkTY1Yctx50qHJGc7yFljvrJIRDNzpwcT7yBF3rvDxcU='
export const WEAK_RSA =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDiyRTlq4xXMO/ppBU/lO7PvKsaLyFcPLRRM0smDLRYMIDcNs81FaU1pjCElEwYciSNXOl2uDmV/G9aHVgPBO8hdcQ0RWqfvRkOvH8AiMIcoGma2bCDifUaDrI+Iy+QWYhjDar/rZI9hPbsOIJ+88OF7P7dzAwrDvgIuGclRlgxzQ=='
export const P256 =
  'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBFagSV4rVbU6xFVq+NW6sWeOx4RVJVgZj0s9pN6M24ISmY7H9e4G00Tzn1GFBxOijNxxtla/WN616f27xHFCgIY='
export const P521 =
  'ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAFdPzb0SE6d3AihIcSKtwYMWug8x/SvWlmAnYA3AN585he9xm3wIZZreL30c/ShjBXF3GonftG7gHLYmnExL10iGAHtonpndQowuzaS9K3v2ZHGCFgxQer7aCMgiORJW/duzRg8xLggMcfJ8HAg4vhc834UI6A3fHwWicTFhYNXHqFAYQ=='
export const DSS =
  'ssh-dss AAAAB3NzaC1kc3MAAACBAMrA+La3twxOhHc2ll9zUe8wW/VYtsmqX26AgTbyXh8642vueDhmFE3t6+/KYln3SzMryjUTR9a73XQHpA0+kn7nGxJyVGFxZD5SXkXpRRQDXZl0tK/fT57+1IT0jTkc+g/M0H5GO/8QUSx/rp2erdTObg6AFA7jXcwScn8pQ4W/AAAAFQCgRSRN75JND3KqWVC75ydLrcPbXwAAAIBIUNKy6d9EzkHy1a8mOioh+lnWue+OAMk75NU0jd2dQZkO+bLkpqYOHaJIW0T0RSLw93HCKhI1Cd6sFOqpjUI17bCLHayueDnjaO2qLwnwQd77/xf4VenFH+8qP6IolJeYnD49ufsSOkewLzkrTyVJmTCoL4PFCOk+zUHPx/5aygAAAIEAkbuij9Lh63sL3Oqcu4ks9mWwVzHb8NywusPniRk4Mvz61VLKP1dMijt9SrAVMiXyIICu2mQZadCuUQT0iTPBgiyCqoybKfCM+goxaxHE5Gfyls8NORVxwZm7eJgY32vVPrpXT3ubpSJaikNho3L1IQUMNSZIOD6FIi3wqv9eisM='
export const CERTIFICATE =
  'ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIAa8hLmUn+y5fhEAoL/ndsX0QcaKfCrzUq0j2S8pdOpJAAAAIMexz3AZZYqC2RqmUk/7vOuMwsBDtkGCRKMfCEZecqsFAAAAAAAAAAAAAAABAAAAAXgAAAAIAAAABGphbmUAAAAAAAAAAP//////////AAAAAAAAAIIAAAAVcGVybWl0LVgxMS1mb3J3YXJkaW5nAAAAAAAAABdwZXJtaXQtYWdlbnQtZm9yd2FyZGluZwAAAAAAAAAWcGVybWl0LXBvcnQtZm9yd2FyZGluZwAAAAAAAAAKcGVybWl0LXB0eQAAAAAAAAAOcGVybWl0LXVzZXItcmMAAAAAAAAAAAAAADMAAAALc3NoLWVkMjU1MTkAAAAgeofYPVxohxjAQcizfqLpJDuWG786CHbpwUl57Gaaw+oAAABTAAAAC3NzaC1lZDI1NTE5AAAAQHeJ9bvCYIN4aaM4Aqe7rxN2sht+eCGX71+XWrXiibVBBake3XkFfeiwlOyUqZBbBgBIDSbOchwh6dVr5M/z3A4='

/** A key line with a blob of these fields, as RFC 4251 writes strings. */
export function keyLine(type: string, ...fields: (string | number)[]): string {
  const parts = [type, ...fields].map(field => {
    const bytes = typeof field === 'number' ? '\x04'.repeat(field) : field
    return String.fromCharCode(0, 0, bytes.length >> 8, bytes.length & 255) + bytes
  })
  return `${type} ${btoa(parts.join(''))}`
}

/** Keys of security keys, which ssh-keygen makes only with the device at hand (OpenSSH's PROTOCOL.u2f). */
export const SK_ED25519 = keyLine('sk-ssh-ed25519@openssh.com', 32, 'ssh:')
export const SK_P256 = keyLine('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', 65, 'ssh:')
