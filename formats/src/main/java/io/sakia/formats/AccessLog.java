package io.sakia.formats;

import java.io.Serializable;
import java.time.OffsetDateTime;

/**
 * A line of a web server's access log, as Apache and nginx write it.
 *
 * @param host the client's name or address
 * @param identity who the client says that it is (RFC 1413); empty for {@code -}
 * @param user who has logged in; empty for {@code -}
 * @param time when the request came
 * @param request the request's first line as it came, as {@code GET /a.html HTTP/1.1}
 * @param status the status of the answer
 * @param bytes the size of the answer without its headers; 0 for {@code -}
 * @param referrer where the client says that it comes from; empty for {@code -} and in the common format
 * @param userAgent which program the client says that it is; empty likewise
 */
public record AccessLog(
        String host,
        String identity,
        String user,
        OffsetDateTime time,
        String request,
        int status,
        long bytes,
        String referrer,
        String userAgent)
        implements Serializable {
    /** The request's method, as {@code GET}; empty if the client sent no HTTP. */
    public String method() {
        int space = request.indexOf(' ');
        return space < 0 || !isHttp() ? "" : request.substring(0, space);
    }

    /** What was asked for, with its query; the whole request if the client sent no HTTP. */
    public String path() {
        int first = request.indexOf(' ');
        int last = request.lastIndexOf(' ');
        return first < 0 || !isHttp() || first == last ? request : request.substring(first + 1, last);
    }

    private boolean isHttp() {
        return request.startsWith("HTTP/", request.lastIndexOf(' ') + 1);
    }
}
