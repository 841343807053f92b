namespace Soc.Gateway.Tests.Ingest.Product;

/// <summary>One product for the tests of a class; its syslog frames are at most 2,000 bytes and its HEC bodies 2,000,000.</summary>
public sealed class SharedProduct : IAsyncLifetime
{
    public RunningProduct Product { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Product = await RunningProduct.StartAsync(
        ("Soc:Syslog:MaxFrameBytes", "2000"),
        ("Soc:Syslog:MaxSkippedFrameBytes", "100000"),
        ("Soc:Syslog:FrameSeconds", "1"),
        ("Soc:Ingest:MaxRecordBytes", "100000"),
        ("Soc:Ingest:MaxBodyBytes", "2000000"),
        ("Soc:Ingest:MaxDecompressedBytes", "2000000"));

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
