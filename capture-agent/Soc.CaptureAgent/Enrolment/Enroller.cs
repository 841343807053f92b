using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Soc.SensorProtocol;

namespace Soc.CaptureAgent.Enrolment;

/// <summary>Gets this sensor its certificate. The token says, besides its secret, whom to believe: its second part is the SHA-256 of the authority's certificate.</summary>
internal static class Enroller
{
    /// <exception cref="InvalidOperationException">It was refused, or the gateway is not what the token says; the message says what to do.</exception>
    public static async Task<StoredIdentity> EnrolAsync(Uri gateway, string token, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        var parts = token.Trim().Split('.');
        if (parts is not [{ Length: > 0 } secret, { Length: 64 } fingerprint])
        {
            throw new InvalidOperationException("That is no enrolment token: it has two parts with a dot between. Ask for one with POST /api/v1/clients/CLIENT/sensors/tokens.");
        }

        if (!string.Equals(gateway.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{gateway}' is not where sensors enrol: give https://HOST:PORT, with the gateway's port of sensors (8090).");
        }

        using var authority = await AuthorityAsync(gateway, fingerprint, time, cancellationToken).ConfigureAwait(false);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var channel = GatewayChannel.Open(gateway, mine: null, shown => SensorIdentity.IsGateway(shown, authority, time.GetUtcNow()));
        try
        {
            var reply = await new SensorGateway.SensorGatewayClient(channel).EnrolAsync(
                new EnrolRequest { Token = secret, Name = name, CertificateRequest = ByteString.CopyFrom(Request(key)) },
                deadline: GatewayChannel.Deadline(),
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return new StoredIdentity(
                gateway.ToString(), reply.SensorId, reply.Client, Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(reply.Certificate.Span), Convert.ToBase64String(authority.RawData));
        }
        catch (RpcException e)
        {
            throw Refused(gateway, e);
        }
    }

    /// <summary>A request for a certificate (PKCS #10). The subject is the gateway's to choose.</summary>
    public static byte[] Request(ECDsa key) => new CertificateRequest("CN=sensor", key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <summary>A refusal in words.</summary>
    public static InvalidOperationException Refused(Uri gateway, RpcException e) => e.StatusCode switch
    {
        StatusCode.Unavailable => new InvalidOperationException($"{gateway} does not answer ({Root(e)}): is it the gateway's port of sensors, and open from here?", e),
        StatusCode.DeadlineExceeded => new InvalidOperationException($"{gateway} does not answer in time: is it overloaded, or something else that listens there?", e),
        _ => new InvalidOperationException($"The gateway refused: {e.Status.Detail}", e),
    };

    private static async Task<X509Certificate2> AuthorityAsync(Uri gateway, string fingerprint, TimeProvider time, CancellationToken cancellationToken)
    {
        X509Certificate2? shown = null;
        using var channel = GatewayChannel.Open(gateway, mine: null, certificate =>
        {
            // Nothing is said to it before it is known; what it shows is judged below.
            shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.RawData);
            return certificate is not null;
        });
        try
        {
            var reply = await new SensorGateway.SensorGatewayClient(channel)
                .AuthorityAsync(new AuthorityRequest(), deadline: GatewayChannel.Deadline(), cancellationToken: cancellationToken).ConfigureAwait(false);
            var hash = Convert.ToHexStringLower(SHA256.HashData(reply.Authority.Span));
            var authority = X509CertificateLoader.LoadCertificate(reply.Authority.Span);
            if (string.Equals(hash, fingerprint, StringComparison.OrdinalIgnoreCase) && SensorIdentity.IsGateway(shown, authority, time.GetUtcNow()))
            {
                return authority;
            }

            authority.Dispose();
            throw new InvalidOperationException($"{gateway} is not the gateway that the token is of: somebody stands between, or the token is of another gateway. Nothing was sent to it.");
        }
        catch (RpcException e)
        {
            throw Refused(gateway, e);
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException($"{gateway} does not show a certificate that can be read: is it the gateway's port of sensors?", e);
        }
        finally
        {
            shown?.Dispose();
        }
    }

    private static string Root(Exception e)
    {
        var root = e;
        while (root.InnerException is { } inner)
        {
            root = inner;
        }

        return root.Message.TrimEnd('.');
    }
}
