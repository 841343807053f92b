using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using Soc.Response.Connectors.Http;
using Soc.Response.Connectors.Okta;
using Xunit;

namespace Soc.Response.Tests.Connectors.Http;

/// <summary>Against a server on this machine whose certificate the system does not know.</summary>
public sealed class ProductTrustTests : IDisposable
{
    private readonly X509Certificate2 _authority = MakeAuthority();
    private readonly X509Certificate2 _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"soc-ca-{Environment.ProcessId}.pem");

    public ProductTrustTests()
    {
        _certificate = MakeCertificate(_authority);
        File.WriteAllText(_file, _authority.ExportCertificatePem());
        _listener.Start();
        _ = ServeAsync();
    }

    [Fact]
    public async Task A_certificate_is_trusted_by_its_authority_or_its_fingerprint_and_never_else()
    {
        (await AskAsync(o => o)).ShouldBe(CallEnd.NotReached);
        (await AskAsync(o => o with { CaFile = _file })).ShouldBeNull();
        (await AskAsync(o => o with { CertificateSha256 = Convert.ToHexString(SHA256.HashData(_certificate.RawData)) })).ShouldBeNull();
        (await AskAsync(o => o with { CertificateSha256 = Convert.ToHexString(SHA256.HashData(_authority.RawData)) })).ShouldBe(CallEnd.NotReached);

        // The authority is right, and the name is not.
        (await AskAsync(o => o with { CaFile = _file, BaseUrl = new Uri(o.BaseUrl!.AbsoluteUri.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)) })).ShouldBe(CallEnd.NotReached);
    }

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        Should.Throw<ConnectorSettingsException>(() => Make(Options with { CaFile = _file + ".none" })).Message.ShouldContain("caFile");
        Should.Throw<ConnectorSettingsException>(() => Make(Options with { CertificateSha256 = "abcd" })).Message.ShouldContain("certificateSha256");
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        File.Delete(_file);
    }

    private OktaOptions Options => new()
    {
        BaseUrl = new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
        Token = SecretReference.TryParse("env:SOC_TEST_TRUST")!,
    };

    private async Task<CallEnd?> AskAsync(Func<OktaOptions, OktaOptions> change)
    {
        try
        {
            await Make(change(Options)).Begin(CancellationToken.None).SendAsync(new ProductRequest(HttpMethod.Get, "/", "x"));
            return null;
        }
        catch (ConnectorCallException e)
        {
            return e.Failure.End;
        }
    }

    private static ProductClient Make(OktaOptions options) => new("test", options, null, new ConnectorContext(() => new SocketsHttpHandler(), TimeProvider.System), credential: null);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                await AnswerAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            var buffer = new byte[4_096];
            if (await tls.ReadAsync(buffer, _stop.Token) > 0)
            {
                await tls.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client does not trust it and goes.
        }
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    private static X509Certificate2 MakeCertificate(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
