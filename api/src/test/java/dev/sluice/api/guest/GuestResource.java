package dev.sluice.api.guest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** A resource of the application that takes the API as a library. */
@Path("/guest/jobs")
public class GuestResource {

    @POST
    @Consumes("application/octet-stream")
    @Produces("text/plain")
    public String length(byte[] body) {
        return String.valueOf(body.length);
    }
}
