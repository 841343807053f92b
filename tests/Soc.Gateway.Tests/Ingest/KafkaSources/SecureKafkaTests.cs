using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Gateway.Tests.Fakes;

namespace Soc.Gateway.Tests.Ingest.KafkaSources;

/// <summary>TLS and SASL PLAIN as they go over the wire: a front that does both stands before the mock cluster, which does neither.</summary>
public sealed class SecureKafkaTests : IAsyncDisposable
{
    private const string Topic = KafkaSourceRig.Topic;
    private const string Password = "correct-horse-7";

    private readonly KafkaSourceRig _rig = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-kafka-tls-");
    private readonly X509Certificate2 _certificate = SelfSigned();
    private SecureFront? _front;

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Over_tls_with_a_login()
    {
        var source = await PrepareAsync();
        var service = await _rig.StartAsync(source);
        await _rig.EventsAsync(3);
        _front!.Logins.ShouldBeGreaterThan(0);
        service.Problems.ShouldBeEmpty();
        await _rig.StopAsync(service);
        await _rig.StartAsync(source);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        _rig.Ingest.Log.Events.Count.ShouldBe(3, "the position was committed over the same way");
    }

    [Fact]
    public async Task A_refused_login_is_said_without_the_password_and_tried_again()
    {
        var service = await _rig.StartAsync(await PrepareAsync() with { SaslPassword = "wrong-horse-8" });
        await KafkaSourceRig.SaysAsync(service, "the login is refused");
        var said = service.Problems.ShouldHaveSingleItem();
        said.ShouldContain("check SaslMechanism, SaslUsername and SaslPassword");
        said.ShouldNotContain("wrong-horse-8");
        _front!.Logins.ShouldBe(0);
        _rig.Ingest.Log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_said()
    {
        var source = await PrepareAsync();
        using var other = SelfSigned();
        await File.WriteAllTextAsync(source.SslCaLocation, other.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var service = await _rig.StartAsync(source);
        await KafkaSourceRig.SaysAsync(service, $"TLS with {source.BootstrapServers} fails");
        _front!.Logins.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_no_certificate_stops_the_start_and_says_so()
    {
        var source = await PrepareAsync();
        await File.WriteAllTextAsync(source.SslCaLocation, "nonsense", TestContext.Current.CancellationToken);
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => _rig.StartAsync(source));
        refusal.Message.ShouldContain("The Kafka source 'acme' cannot be used");
        refusal.Message.ShouldContain("SslCaLocation");
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(130));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Three messages at the broker, which is then to be found behind the front only.</summary>
    private async Task<KafkaSourceOptions> PrepareAsync()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one", "anna two", "anna three");
        var brokerPort = int.Parse(_rig.Kafka.BootstrapServers.Split(':')[^1], CultureInfo.InvariantCulture);
        _front = new SecureFront(brokerPort, _certificate, "soc", Password);
        _rig.Kafka.AdvertisePort(_front.Port);
        var authorities = Path.Combine(_folder.FullName, "ca.pem");
        await File.WriteAllTextAsync(authorities, _certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        return _rig.Source with
        {
            BootstrapServers = $"127.0.0.1:{_front.Port}",
            SecurityProtocol = "SaslSsl",
            SaslUsername = "soc",
            SaslPassword = Password,
            SslCaLocation = authorities,
        };
    }
}
