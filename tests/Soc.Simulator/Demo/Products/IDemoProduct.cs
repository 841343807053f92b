namespace Soc.Simulator.Demo.Products;

/// <summary>A product of somebody else that the engine acts on, as its vendor documents it.</summary>
internal interface IDemoProduct
{
    /// <summary>First part of the path under which it is reached.</summary>
    string Name { get; }

    /// <summary>Called by one at a time; others may look at it meanwhile.</summary>
    ProductReply Answer(ProductAsk ask);
}
