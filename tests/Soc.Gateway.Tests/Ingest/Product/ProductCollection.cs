namespace Soc.Gateway.Tests.Ingest.Product;

/// <summary>Classes that share one product and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ProductCollection : ICollectionFixture<SharedProduct>
{
    public const string Name = "running product";
}
